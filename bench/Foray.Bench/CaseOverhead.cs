using System.Globalization;

namespace Foray.Bench;

/// <summary>What a case costs beyond its script: 500 cases of <c>true</c> on a local machine, beside a shell that runs the same script file as often.</summary>
internal static class CaseOverhead
{
    public const string Name = "case-overhead";
    private const int Cases = 500;
    private const int Rounds = 5;
    private const double Goal = 3;

    public static string Run()
    {
        // Kept, below artifacts/: ext4 passes over inodes that were deleted lately, so that cleaning up would double what the next run measures.
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "bench", $"case-overhead-{Guid.NewGuid():N}")).FullName;
        var file = Path.Combine(folder, "experiment.yml");
        File.WriteAllText(file, $$"""
            name: overhead
            sites: [{ kind: local, resources: { machines: [{ labels: [worker] }] } }]
            experiments:
              - { kind: shell, name: work, inputs: [], repeat: {{Cases}}, scripts: [{ labels: [worker], script: 'true' }] }
            """);
        var script = Path.Combine(folder, "case.sh");
        File.WriteAllText(script, "true\n");
        var loop = $"for i in $(seq {Cases}); do /bin/bash {script} >{folder}/out 2>{folder}/err; done";
        var times = Measurement.Alternate(Rounds,
            () => Measurement.Run(Repository.Foray, "run", "--force", file),
            () => Measurement.Run("/bin/bash", "-c", loop));
        Measurement.Run(Repository.Foray, "down", file);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {Cases} cases of `true`, start-up included, median of {Rounds} | {times[0] / Cases:0.00} ms a case | shell loop {times[1] / Cases:0.00} ms a case | {(times[0] - times[1]) / Cases:0.00} ms a case over it | at most {Goal} ms |");
    }
}
