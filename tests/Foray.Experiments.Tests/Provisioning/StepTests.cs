using Foray.Experiments.Events;
using Foray.Experiments.State;

namespace Foray.Experiments.Tests.Provisioning;

/// <summary>What every step of setting up machines can have: a limit, further tries, and a place beside others.</summary>
public sealed class StepTests
{
    private const string Begin = """
        name: demo
        experiments:
          - { kind: trial, name: first, labels: [left], cases: [a] }

        """;

    private static Lab WithKits(string sites, params string[] kits) => new($"""
        {Begin}
        sites:
        {sites}
        software:
          kit:
        {string.Concat(kits.Select(kit => $"    - {{ {kit} }}\n"))}
        """);

    private static IReadOnlyList<string> Installed(Lab lab) => [.. lab.Told.Where(line => line.StartsWith("install", StringComparison.Ordinal))];

    private static IReadOnlyList<string> Lines(Lab lab) => [.. lab.Events.OfType<LogLine>().Select(line => $"{line.Source}: {line.Text}")];

    [Fact]
    public async Task A_step_that_failed_is_tried_again_on_the_machines_where_it_did()
    {
        using var lab = WithKits("  - { kind: lab, labels: [left], number: 2 }", "labels: [left], retries: 3, backoff: 0s");
        lab.SwitchOn("kit-fails-on-left-2");
        lab.Observe = happened =>
        {
            if (happened is LogLine { Text: var text } && text.StartsWith("try 3 of 4", StringComparison.Ordinal))
                lab.SwitchOff("kit-fails-on-left-2");
        };
        Lab.AssertFine(await lab.UpAsync());
        Assert.Equal(["install kit 1 left-1", "install kit 1 left-2", "install kit 1 left-2", "install kit 1 left-2"], Installed(lab));
        Assert.Equal([true, false, false, true], lab.Records.OfType<InstallEnded>().Select(install => install.Succeeded));
        Assert.Equal(["software kit: no room on 'left-2'", "software kit: try 2 of 4 begins in 0s"], Lines(lab).Where(line => line.StartsWith("software", StringComparison.Ordinal)).Take(2));
    }

    [Fact]
    public async Task After_the_last_try_the_step_has_failed()
    {
        using var lab = WithKits("  - { kind: lab, labels: [left] }", "labels: [left], retries: 1, backoff: 0s");
        lab.SwitchOn("kit-fails-on-left-1");
        Assert.Equal("no room on 'left-1'", Assert.Single((await lab.UpAsync()).Diagnostics).Message);
        Assert.Equal(2, Installed(lab).Count);
    }

    [Fact]
    public async Task A_site_is_tried_again_too()
    {
        using var lab = WithKits("  - { kind: lab, labels: [left], retries: 2, backoff: 0s }", "labels: [left]");
        lab.SwitchOn("bench.refuse-up");
        lab.Observe = happened =>
        {
            if (happened is LogLine { Text: var text } && text.StartsWith("try 2", StringComparison.Ordinal))
                lab.SwitchOff("bench.refuse-up");
        };
        _ = lab.Told;
        var report = await lab.UpAsync();
        Assert.Contains("site lab: try 2 of 3 begins in 0s", Lines(lab));
        Lab.AssertFine(report);
    }

    [Fact]
    public async Task A_step_that_takes_too_long_is_ended_on_the_machines_that_it_did_not_report()
    {
        using var lab = WithKits("  - { kind: lab, labels: [left], number: 2 }", "labels: [left], hangs: true, timeout: 1h");
        lab.Hear = line =>
        {
            if (line.StartsWith("install", StringComparison.Ordinal))
                lab.Clock.Advance(TimeSpan.FromHours(1));
        };
        var diagnostic = Assert.Single((await lab.UpAsync()).Diagnostics);
        Assert.Equal(("FORAY542", "software kit took longer than 1h on 'left-2'"), (diagnostic.Code, diagnostic.Message));
        Assert.Equal(["remove left-2 software/kit-"], lab.Told.Where(line => line.StartsWith("remove", StringComparison.Ordinal)).Select(line => line[..^16]));
        Assert.Equal([true, false], lab.Records.OfType<InstallEnded>().Select(install => install.Succeeded));
    }

    [Fact]
    public async Task Limits_and_tries_change_nothing_of_what_is_there()
    {
        using var lab = WithKits("  - { kind: lab, labels: [left] }", "labels: [left]");
        Lab.AssertFine(await lab.UpAsync());
        lab.Write(System.IO.File.ReadAllText(lab.Paths.File).Replace("[left] }", "[left], timeout: 5m, retries: 1 }", StringComparison.Ordinal));
        _ = lab.Told;
        Lab.AssertFine(await lab.UpAsync());
        Assert.Empty(Installed(lab));
        Assert.Single(lab.Records.OfType<SiteUsed>());
    }

    [Fact]
    public async Task Steps_on_different_machines_are_done_at_the_same_time_and_speak_in_order()
    {
        using var lab = WithKits("  - { kind: lab, labels: [left] }\n  - { kind: lab, labels: [right], bench: other }",
            "labels: [left], version: first, meets: 2", "labels: [right], version: second, meets: 2");
        Lab.AssertFine(await lab.UpAsync());
        Assert.Equal(["kit: kit first begins", "kit: kit second begins"], Lines(lab));
        var told = lab.Events.Select(happened => happened switch { PhaseBegan phase => phase.Name, InstallDone done => $"{done.Machine} {done.Outcome}", _ => "" });
        Assert.Equal(
            ["install software kit on left-1", "left-1 installed", "install software kit on right-1", "right-1 installed"],
            told.Where(text => text.Contains("install", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_step_that_waits_for_one_that_failed_is_not_begun()
    {
        using var lab = WithKits("  - { kind: lab, labels: [left] }", "labels: [left], version: first", "labels: [left], version: second");
        lab.SwitchOn("kit-fails-on-left-1");
        Assert.Equal("no room on 'left-1'", Assert.Single((await lab.UpAsync()).Diagnostics).Message);
        Assert.Equal(["install kit first left-1"], Installed(lab));
    }

    [Fact]
    public async Task Bad_limits_are_found_by_check()
    {
        using var lab = WithKits("  - { kind: lab, labels: [left], timeout: soon }", "labels: [left], retries: -1, backoff: [5s]");
        var report = await lab.UpAsync();
        Assert.Equal(["FORAY124", "FORAY123", "FORAY120"], report.Diagnostics.OrderBy(diagnostic => diagnostic.Place!.Value.Line).Select(diagnostic => diagnostic.Code));
    }
}
