using Foray.Configuration.Diagnostics;
using Foray.Stations.SiteFiles;

namespace Foray.Stations.Tests.SiteFiles;

/// <summary>
/// Every file in Snapshots holds a site file, a line <c>---- expected</c>, what is said about it, and what becomes of the instances of each host.
/// With FORAY_SNAPSHOTS=FOLDER the answers are written into the files of that folder instead, to be read before they are kept.
/// </summary>
public sealed class SnapshotTests
{
    private const string Separator = "---- expected\n";

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder, "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    private static string Folder => Environment.GetEnvironmentVariable("FORAY_SNAPSHOTS") ?? Path.Combine(AppContext.BaseDirectory, "SiteFiles", "Snapshots");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_site_file_is_answered_with_the_messages_that_were_agreed_on(string name)
    {
        var path = Path.Combine(Folder, name + ".yaml");
        var text = File.ReadAllText(path);
        var at = text.IndexOf(Separator, StringComparison.Ordinal);
        var input = at < 0 ? text : text[..at];
        var answer = Answer(Some.File(input));
        if (Environment.GetEnvironmentVariable("FORAY_SNAPSHOTS") is not null)
            File.WriteAllText(path, input + Separator + answer);
        else
            Assert.Equal(text[(at + Separator.Length)..], answer);
    }

    private static string Answer(SiteFile file)
    {
        var plans = file.Hosts.Select(host => HostPlan.Of(host, Some.Find)).ToList();
        var lines = plans.SelectMany(plan => plan.Instances).Select(instance => instance.Line + "\n");
        return DiagnosticText.Format([.. file.Diagnostics, .. plans.SelectMany(plan => plan.Diagnostics)]) + string.Concat(lines);
    }
}
