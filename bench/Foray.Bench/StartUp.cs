using System.Globalization;

namespace Foray.Bench;

/// <summary>Starting <c>foray check</c> on the quickstart, beside starting an empty .NET program.</summary>
internal static class StartUp
{
    public const string Name = "start-up";
    private const int Rounds = 40;
    private const double Goal = 3;

    public static string Run()
    {
        var file = Path.Combine(Repository.Root, "examples", "quickstart", "experiment.yml");
        var times = Measurement.Alternate(Rounds, () => Measurement.Run(Repository.Foray, "check", file), () => Measurement.Run(Repository.Empty));
        return string.Create(CultureInfo.InvariantCulture,
            $"| `foray check` on the quickstart, median of {Rounds} | {times[0]:0.0} ms | empty .NET program {times[1]:0.0} ms | {times[0] / times[1]:0.00} times | at most {Goal} times |");
    }
}
