using System.Text.Json;

namespace Foray.EndToEnd.Tests.Jobs;

/// <summary>A folder with scripts as tests, and what jobs left in it.</summary>
internal static class JobFiles
{
    public static string Latest(this TestFolder folder, params string[] parts) => folder.Of(["job-results", "latest", .. parts]);

    /// <summary>A shell script that can be executed.</summary>
    public static string Script(this TestFolder folder, string name, string text)
    {
        var path = folder.Write(name, "#!/bin/sh\n" + text + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>The newest job's results.</summary>
    public static JsonElement Results(this TestFolder folder) => Parse(File.ReadAllText(folder.Latest("results.json")));

    /// <summary>The only job's results, where 'latest' is somebody else's.</summary>
    public static JsonElement Newest(this TestFolder folder) => Parse(File.ReadAllText(Path.Combine(Directory.GetDirectories(folder.Of("job-results"), "job-*").Single(), "results.json")));

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    /// <summary>Statuses in the order of the results.</summary>
    public static IReadOnlyList<string> Statuses(this JsonElement results) =>
        [.. results.GetProperty("tests").EnumerateArray().Select(test => test.GetProperty("status").GetString()!)];

    public static IReadOnlyList<string> Texts(this JsonElement results, string member) =>
        [.. results.GetProperty("tests").EnumerateArray().Select(test => test.GetProperty(member).ToString())];

    public static int Number(this JsonElement results, string member) => results.GetProperty(member).GetInt32();
}
