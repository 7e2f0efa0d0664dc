using System.Diagnostics;
using System.Xml;
using System.Xml.Linq;

namespace Foray.Results.Tests;

/// <summary>Reading and checking XML.</summary>
internal static class Xml
{
    /// <summary>The document; an exception where it is none.</summary>
    public static XDocument Read(byte[] document)
    {
        using var reader = XmlReader.Create(new MemoryStream(document), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    /// <summary>What xmllint has against a file of JUnit's XML; empty where it is valid. Skips the test where schema or program are missing.</summary>
    public static async Task<string> ValidateAsync(byte[] xml)
    {
        var schema = FindSchema();
        Assert.SkipWhen(schema is null, "shared/compat/junit/jenkins-junit.xsd is not above the tests");
        Assert.SkipUnless(File.Exists("/usr/bin/xmllint"), "xmllint (package libxml2-utils) is not installed");
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, xml, TestContext.Current.CancellationToken);
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/xmllint", ["--noout", "--schema", schema!, file]) { RedirectStandardError = true })!;
        var complaints = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.Delete(file);
        return process.ExitCode == 0 ? "" : complaints;
    }

    private static string? FindSchema()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared/compat/junit/jenkins-junit.xsd") is var file && File.Exists(file))
                return file;
        return null;
    }
}
