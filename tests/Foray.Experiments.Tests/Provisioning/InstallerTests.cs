using System.Globalization;
using Foray.Experiments.Events;
using Foray.Experiments.State;
using Foray.Sdk.Diagnostics;

namespace Foray.Experiments.Tests.Provisioning;

public sealed class InstallerTests
{
    private const string File = """
        name: demo
        sites:
          - { kind: lab, labels: [left], number: 2 }
        software:
          kit: { labels: [left], version: VERSION }
        experiments:
          - { kind: trial, name: first, labels: [left], cases: [a] }
        """;

    private static string WithVersion(string version) => File.Replace("VERSION", version, StringComparison.Ordinal);

    private static IReadOnlyList<string> Installed(Lab lab) =>
        [.. lab.Told.Where(line => line.StartsWith("install", StringComparison.Ordinal) || line.StartsWith("deploy", StringComparison.Ordinal))];

    private static IReadOnlyList<string> Outcomes(Lab lab, int last) => [.. lab.Events.OfType<InstallDone>().TakeLast(last).Select(done => $"{done.Machine} {done.Outcome}")];

    [Fact]
    public async Task What_is_installed_is_not_installed_again()
    {
        using var lab = new Lab(WithVersion("one"));
        Lab.AssertFine(await lab.UpAsync());
        Assert.Equal(["install kit one left-1", "install kit one left-2"], Installed(lab));
        Assert.Equal(["left-1 installed", "left-2 installed"], Outcomes(lab, 2));
        Assert.Equal([true, true], lab.Records.OfType<InstallEnded>().Select(install => install.Succeeded));

        Lab.AssertFine(await lab.UpAsync());
        Assert.Empty(Installed(lab));
        Assert.Equal(["left-1 unchanged", "left-2 unchanged"], Outcomes(lab, 2));
        Assert.Equal(2, lab.Records.OfType<InstallEnded>().Count());
    }

    [Fact]
    public async Task Force_and_another_version_install_again()
    {
        using var lab = new Lab(WithVersion("one"));
        await lab.UpAsync();
        _ = lab.Told;
        Lab.AssertFine(await lab.UpAsync(force: true));
        Assert.Equal(2, Installed(lab).Count);
        lab.Write(WithVersion("two"));
        Lab.AssertFine(await lab.UpAsync());
        Assert.Equal(["install kit two left-1", "install kit two left-2"], Installed(lab));
    }

    [Fact]
    public async Task What_failed_is_told_and_tried_again_alone()
    {
        using var lab = new Lab(WithVersion("one"));
        lab.SwitchOn("kit-fails-on-left-2");
        var report = await lab.RunAsync();
        Assert.Equal("no room on 'left-2'", report.Diagnostics[0].Message);
        Assert.All(report.Results!.Cases, row => Assert.Equal("no room on 'left-2'", row.Outcome.Message));
        Assert.Equal(["left-1 installed", "left-2 failed"], Outcomes(lab, 2));
        Assert.Empty(lab.Records.OfType<RowBegan>());
        _ = lab.Told;

        lab.SwitchOff("kit-fails-on-left-2");
        Lab.AssertFine(await lab.UpAsync());
        Assert.Equal(["install kit one left-2"], Installed(lab));
    }

    [Fact]
    public async Task What_fails_the_second_time_is_not_installed_any_more()
    {
        using var lab = new Lab(WithVersion("one"));
        await lab.UpAsync();
        lab.SwitchOn("kit-fails-on-left-1");
        await lab.UpAsync(force: true);
        lab.SwitchOff("kit-fails-on-left-1");
        _ = lab.Told;
        await lab.UpAsync();
        Assert.Equal(["install kit one left-1"], Installed(lab));
    }

    [Theory]
    [InlineData("kit-crashes", "the box is empty")]
    [InlineData("kit-forgets", "'left-1'")]
    public async Task An_installer_that_does_not_keep_its_contract_is_at_fault(string fault, string cause)
    {
        using var lab = new Lab(WithVersion("one"));
        lab.SwitchOn(fault);
        var diagnostic = Assert.Single((await lab.UpAsync()).Diagnostics);
        Assert.Equal(("FORAY406", Severity.Error), (diagnostic.Code, diagnostic.Severity));
        Assert.Contains(cause, diagnostic.Message, StringComparison.Ordinal);
        Assert.Empty(lab.Records.OfType<InstallEnded>());
    }

    [Fact]
    public async Task A_machine_that_is_new_gets_everything_again()
    {
        using var lab = new Lab(WithVersion("one"));
        await lab.UpAsync();
        await lab.DownAsync();
        _ = lab.Told;
        await lab.UpAsync();
        Assert.Equal(2, Installed(lab).Count);
    }

    [Fact]
    public async Task A_machine_that_had_to_be_made_again_gets_everything_again()
    {
        using var lab = new Lab(WithVersion("one"));
        lab.SwitchOn("bench.remake");
        Lab.AssertFine(await lab.UpAsync());
        Assert.Empty(lab.Records.OfType<MachineLost>());
        _ = lab.Told;
        Lab.AssertFine(await lab.UpAsync());
        Assert.Equal(["install kit one left-1", "install kit one left-2"], Installed(lab));
        lab.SwitchOff("bench.remake");
        Lab.AssertFine(await lab.UpAsync());
        Assert.Empty(Installed(lab));
    }

    [Fact]
    public async Task Software_comes_in_the_order_of_the_file_and_deployments_after_it_in_theirs()
    {
        using var lab = new Lab("""
            name: demo
            sites:
              - { kind: lab, labels: [left] }
            deployment:
              rack:
                - { labels: [left], version: late, order: 7 }
                - { labels: [left], version: early, order: -1 }
                - { labels: [left], version: middle }
            software:
              kit:
                - { labels: [left], version: z }
                - { labels: [left], version: y }
            experiments:
              - { kind: trial, name: first, labels: [left], cases: [a] }
            """);
        Lab.AssertFine(await lab.UpAsync());
        Assert.Equal(["install kit z left-1", "install kit y left-1", "deploy rack early left-1", "deploy rack middle left-1", "deploy rack late left-1"], Installed(lab));
    }

    private const string Racks = """
        name: demo
        sites:
          - { kind: lab, labels: [left], number: LEFT }
          - { kind: lab, labels: [right] }
        deployment:
          rack:
            - { labels: [left], version: one, plan: plan.txt }
            - { labels: [right], version: RIGHT }
        experiments:
          - { kind: trial, name: first, labels: [left], cases: [a] }
        """;

    private static string RacksWith(int left, string right) =>
        Racks.Replace("LEFT", left.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("RIGHT", right, StringComparison.Ordinal);

    [Fact]
    public async Task A_deployment_is_told_all_of_its_sections_in_the_order_of_the_file()
    {
        using var lab = new Lab(RacksWith(2, "two"));
        lab.Folder.Write("plan.txt", "a");

        Lab.AssertFine(await lab.UpAsync());

        Assert.Equal(["rack of left-1, left-2 and right-1", "rack of left-1, left-2 and right-1"], lab.Told.Where(line => line.StartsWith("rack", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(3, "two", "a", "deploy rack one left-1, deploy rack one left-2, deploy rack one left-3, deploy rack two right-1")]
    [InlineData(2, "three", "a", "deploy rack one left-1, deploy rack one left-2, deploy rack three right-1")]
    [InlineData(2, "two", "b", "deploy rack one left-1, deploy rack one left-2, deploy rack two right-1")]
    [InlineData(2, "two", "a", "")]
    public async Task Where_a_machine_a_section_or_a_file_of_a_deployment_is_new_all_of_it_is_deployed_again(int left, string right, string plan, string deployed)
    {
        using var lab = new Lab(RacksWith(2, "two"));
        lab.Folder.Write("plan.txt", "a");
        Lab.AssertFine(await lab.UpAsync());
        _ = lab.Told;
        lab.Write(RacksWith(left, right));
        lab.Folder.Write("plan.txt", plan);

        Lab.AssertFine(await lab.UpAsync());

        Assert.Equal(deployed, string.Join(", ", Installed(lab)));
    }
}
