using Foray.Sdk.Machines;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every site plugin promises.</summary>
public static class SiteConformance
{
    private const string Down = "Ends everything that runs on the machines on Foray's behalf and removes exactly what UpAsync made.";

    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(SiteSubject subject)
    {
        var checks = new CheckList(subject);
        AddUp(checks, subject);
        AddDown(checks, subject);
        return checks.Checks;
    }

    private static void AddUp(CheckList checks, SiteSubject subject)
    {
        checks.Add("It asks for the same machines every time", "The machines that the options ask for, in the order of the file.", async trial =>
        {
            await using var bench = new SiteBench(subject, trial);
            var later = bench.Later().Machines;
            trial.Require(
                bench.Site.Machines.Select(machine => machine.Specification).SequenceEqual(later.Select(machine => machine.Specification)),
                "the same options gave other machines or other specifications",
                "make the specification from the options alone: a machine is made anew when it changes");
        });
        checks.Add("Machines that were made answer", "Makes machines and makes sure that they can be used.", async trial =>
        {
            await using var bench = new SiteBench(subject, trial);
            await bench.UpAsync();
            foreach (var request in bench.Requests)
                await bench.RequireAnswerAsync(bench.Connect(bench.RecordOf(request)), "after up");
        });
        checks.Add("Up a second time is fine, and keeps what is on the machines", "Machines that are there already are fine.", async trial =>
        {
            await using var bench = new SiteBench(subject, trial);
            await bench.UpAsync();
            var machine = bench.Connect(bench.RecordOf(bench.Requests[0]));
            await RunAsync(trial, machine, "kit-mark", "echo kept >\"$FORAY_SHARED/kit-mark\"");
            await bench.UpAsync();
            var again = bench.Connect(bench.RecordOf(bench.Requests[0]));
            var code = await RunAsync(trial, again, "kit-look", "grep -q kept \"$FORAY_SHARED/kit-mark\"");
            trial.Require(code == 0, $"a file on '{machine.Name}' was gone after the second up", "look first whether the machine is there, and leave it alone then");
        });
        checks.Add("A machine is found again from its record alone", "Reaches a machine from its record alone.", async trial =>
        {
            await using var bench = new SiteBench(subject, trial);
            await bench.UpAsync();
            var record = bench.RecordOf(bench.Requests[0]);
            await bench.Connect(record).StartAsync(new CommandSpec("kit-earlier", "exec sleep 86400"), trial.Token);
            var later = bench.Connect(record, bench.Later());
            CommandHandle? handle = null;
            await trial.EndsAsync(async () => handle = await later.AttachAsync("kit-earlier", trial.Token), "finding a command again", "find commands by what is recorded on the machine");
            trial.Require(handle is not null, "a command that an earlier process of Foray started was not found", "put everything that Connect needs into the record's Data, and keep nothing in memory");
            await bench.RequireAnswerAsync(later, "found again");
        });
    }

    private static void AddDown(CheckList checks, SiteSubject subject)
    {
        checks.Add("Down removes what up made", Down, async trial =>
        {
            await using var bench = new SiteBench(subject, trial);
            await bench.UpAsync();
            var records = bench.Requests.Select(bench.RecordOf).ToList();
            foreach (var record in records)
                await bench.Connect(record).StartAsync(new CommandSpec("kit-left", "exec sleep 86400"), trial.Token);
            await bench.DownAsync();
            foreach (var record in records)
                trial.Require(!await bench.ExistsAsync(record), $"something of machine '{record.Name}' was left after down", "remove everything that up made for it");
            var running = records.FirstOrDefault(record => Hosts.ProcessTable.FindMarked($"{CommandMarks.Machine}={record.Id}").Count > 0);
            trial.Require(running is null, $"processes of machine '{running?.Name}' were left after down", "end everything that bears the machine's mark before removing it");
        });
        checks.Add("Down a second time is fine", "Machines that are gone already are fine; safe to repeat.", async trial =>
        {
            await using var bench = new SiteBench(subject, trial);
            await bench.UpAsync();
            await bench.DownAsync();
            await bench.DownAsync();
        });
        checks.Add("Down leaves other machines alone", Down, async trial =>
        {
            await using var bench = new SiteBench(subject, trial);
            if (bench.Requests.Count < 2)
                throw trial.Breach("the site has one machine", "give the subject options for two machines or more");
            await bench.UpAsync();
            await bench.DownAsync([bench.RecordOf(bench.Requests[0])]);
            await bench.RequireAnswerAsync(bench.Connect(bench.RecordOf(bench.Requests[1])), "after another one's down");
        });
    }

    private static async Task<int?> RunAsync(Trial trial, IMachine machine, string id, string script)
    {
        int? code = null;
        await trial.EndsAsync(
            async () => code = (await machine.WaitAsync(await machine.StartAsync(new CommandSpec(id, script), trial.Token), trial.Token)).ExitCode,
            $"a command on '{machine.Name}'",
            "make the machine answer before up returns");
        return code;
    }
}
