using Foray.Configuration.Checking;
using Foray.Configuration.Diagnostics;

namespace Foray.Configuration.Tests;

/// <summary>
/// Every file in Snapshots holds an input, a line <c>---- expected</c>, and what the check says about it.
/// With FORAY_SNAPSHOTS=FOLDER the answers are written into the files of that folder instead, to be read before they are kept.
/// </summary>
public sealed class SnapshotTests
{
    private const string Separator = "---- expected\n";

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder, "*.yml").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    private static string Folder => Environment.GetEnvironmentVariable("FORAY_SNAPSHOTS") ?? Path.Combine(AppContext.BaseDirectory, "Snapshots");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_file_is_answered_with_the_messages_that_were_agreed_on(string name)
    {
        var path = Path.Combine(Folder, name + ".yml");
        var text = File.ReadAllText(path);
        var at = text.IndexOf(Separator, StringComparison.Ordinal);
        var input = at < 0 ? text : text[..at];
        var options = Kiso.Environment(("TOKEN", "abc"), ("HOME", "/nowhere")) with { HasTool = static tool => tool != "missing-tool" && tool != "vagrant" };
        var answer = DiagnosticText.Format(Kiso.Check(input, options).Diagnostics);
        if (Environment.GetEnvironmentVariable("FORAY_SNAPSHOTS") is not null)
            File.WriteAllText(path, input + Separator + answer);
        else
            Assert.Equal(text[(at + Separator.Length)..], answer);
    }
}
