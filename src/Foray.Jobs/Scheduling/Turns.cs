using Foray.Jobs.Planning;
using Foray.Jobs.Records;

namespace Foray.Jobs.Scheduling;

/// <summary>Puts tests into the order of their turns.</summary>
internal static class Turns
{
    public static IReadOnlyList<PlannedTest> Of(IReadOnlyList<PlannedTest> tests, TestOrder order, string resultsFolder)
    {
        if (order == TestOrder.Given || JobRecords.FindLatest(resultsFolder) is not { } latest)
            return tests;
        var durations = new Dictionary<(string, string), TimeSpan>();
        foreach (var test in JobRecords.ReadTests(latest).Where(test => test.Attempts > 0))
            durations[(test.Suite, test.Name)] = test.Elapsed;
        return [.. tests.OrderByDescending(test => durations.TryGetValue((test.Suite.Name, test.Name), out var time) ? time : TimeSpan.MaxValue).ThenBy(test => test.Number)];
    }
}
