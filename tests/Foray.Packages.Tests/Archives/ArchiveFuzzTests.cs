using Foray.Packages.Archives;
using Foray.Packages.Tests.Support;
using Foray.Sdk.Diagnostics;

namespace Foray.Packages.Tests.Archives;

public sealed class ArchiveFuzzTests : IDisposable
{
    private readonly Workspace _work = new();

    private static int Rounds => Environment.GetEnvironmentVariable("FORAY_SOAK") == "1" ? 100_000 : 2_000;

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Whatever_the_bytes_an_archive_is_read_or_refused_with_a_diagnostic_and_stays_in_its_folder()
    {
        byte[][] seeds = [new Nupkg("Acme.Tools", "1.0.0").Pack(), ZipBytes.Package("Acme.Tools", "1.0.0").Add("foray/a/b", new byte[300]).Pack()];
        var random = new Random(20260901);
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var nupkg = _work.File("fuzzed.nupkg");
            File.WriteAllBytes(nupkg, Mutation.Of(seeds[round % seeds.Length], random));
            try
            {
                PackageArchive.Read("Acme.Tools", nupkg, TestContext.Current.CancellationToken);
                new ArchiveExtractor("Acme.Tools", new ArchiveLimits(1000, 1 << 20)).Extract(nupkg, _work.File("out/package"), TestContext.Current.CancellationToken);
            }
            catch (DiagnosticException error)
            {
                Assert.StartsWith("FORAY43", error.Diagnostics[0].Code, StringComparison.Ordinal);
                refused++;
            }

            if (Directory.Exists(_work.File("out")))
            {
                Assert.Equal(["package"], Directory.EnumerateFileSystemEntries(_work.File("out")).Select(Path.GetFileName));
                Directory.Delete(_work.File("out"), recursive: true);
            }
        }

        Assert.Equal(["feed", "fuzzed.nupkg"], Directory.EnumerateFileSystemEntries(_work.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.InRange(refused, Rounds / 10, Rounds);
    }
}
