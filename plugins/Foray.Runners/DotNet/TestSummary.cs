using System.Globalization;
using System.Text.RegularExpressions;
using Foray.Runners.Programs;
using Foray.Sdk.Jobs;

namespace Foray.Runners.DotNet;

/// <summary>
/// What a run of tests of .NET prints, a line at a time: a program of xunit.v3 by itself, one of Microsoft.Testing.Platform by itself and under <c>dotnet test</c> of .NET 10, and VSTest.
/// Each prints failed tests as they come, and at the end how many there were; VSTest once for each assembly.
/// </summary>
internal sealed partial class TestSummary
{
    private const string OptInIsMissing = "https://aka.ms/dotnet-test-mtp-error";

    private readonly FailedNames _names = new();
    private SummaryForm _form;
    private bool _isKnown;
    private long _total;
    private long _failed;
    private long _skipped;
    private string? _buildError;

    /// <summary>True where <c>dotnet test</c> refused a project of Microsoft.Testing.Platform, because <c>global.json</c> does not name that platform.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>How many tests there were, in words; null where nothing told it.</summary>
    public string? Counts => _isKnown ? string.Create(CultureInfo.InvariantCulture, $"{_total} tests, {_failed} failed, {_skipped} skipped") : null;

    /// <summary>Takes a line.</summary>
    public void Add(string printed)
    {
        var line = printed.Contains('\e') ? Colour().Replace(printed, "") : printed;
        if (FailedTest().Match(line) is { Success: true } failed)
            _names.Add(failed.Groups["name"].Value);
        else if (line.StartsWith("=== TEST EXECUTION SUMMARY ===", StringComparison.Ordinal))
            _form = SummaryForm.Xunit;
        else if (line.StartsWith("Test run summary:", StringComparison.Ordinal))
            _form = SummaryForm.Platform;
        else if (VSTestCounts().Match(line) is { Success: true } counts)
            AddCounts(counts);
        else if (_form == SummaryForm.Xunit && XunitCounts().Match(line) is { Success: true } xunit)
            AddCounts(xunit);
        else if (_form == SummaryForm.Platform && PlatformCount().Match(line) is { Success: true } count)
            AddCount(count.Groups["what"].ValueSpan, Number(count.Groups["number"]));
        else
            AddFault(line);
    }

    /// <summary>What came of the tests.</summary>
    /// <param name="exitCode">The program's exit code; null where it has none.</param>
    public TestOutcome Judge(int? exitCode)
    {
        if (!_isKnown)
            return JudgeUnknown(exitCode);
        if (_failed > 0)
            return new TestOutcome(TestStatus.Fail, _names.Describe(_failed, _total, "failed"));
        if (_total == 0)
            return new TestOutcome(TestStatus.Error, "no test was run");
        if (exitCode != 0)
            return new TestOutcome(TestStatus.Fail, string.Create(CultureInfo.InvariantCulture, $"{ExitCode.Describe(exitCode)}, and none of {_total} failed"));
        return _skipped == _total ? new TestOutcome(TestStatus.Skip, "all of its tests are skipped") : new TestOutcome(TestStatus.Pass);
    }

    private TestOutcome JudgeUnknown(int? exitCode)
    {
        if (exitCode is { } code && SignalName.FromExitCode(code) is not null)
            return new TestOutcome(TestStatus.Fail, $"{ExitCode.Describe(code)} before it told how many tests ran");
        return new TestOutcome(TestStatus.Error, _buildError is not null && exitCode != 0 ? $"it could not be built or run: {_buildError}" : $"{ExitCode.Describe(exitCode)}, and nothing that it printed tells how many tests ran");
    }

    private void AddCounts(Match counts)
    {
        _isKnown = true;
        _total += Number(counts.Groups["total"]);
        _failed += Number(counts.Groups["failed"]) + Number(counts.Groups["errors"]);
        _skipped += Number(counts.Groups["skipped"]);
    }

    private void AddCount(ReadOnlySpan<char> what, long number)
    {
        _isKnown |= what is "total";
        if (what is "total")
            _total += number;
        else if (what is "skipped")
            _skipped += number;
        else
            _failed += number;
    }

    private void AddFault(string line)
    {
        IsRefused |= line.Contains(OptInIsMissing, StringComparison.Ordinal);
        if (_buildError is null && BuildError().Match(line) is { Success: true } error)
            _buildError = error.Groups["what"].Value.TrimStart(':', ' ');
    }

    private static long Number(Group group) => long.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"\e\[[0-9;]*[A-Za-z]", RegexOptions.CultureInvariant)]
    private static partial Regex Colour();

    // xunit: "    Name [FAIL]"; the platform: "failed Name (12ms)"; VSTest: "  Failed Name [12 ms]".
    [GeneratedRegex(@"^(?:\s+(?<name>\S.*) \[FAIL\]|failed (?<name>.+) \(\d[0-9a-z ]*\)|  Failed (?<name>.+) \[[^\]]*\])\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex FailedTest();

    [GeneratedRegex(@"^\s+\S.*\sTotal: (?<total>\d+)(?:, Errors: (?<errors>\d+), Failed: (?<failed>\d+), Skipped: (?<skipped>\d+))?", RegexOptions.CultureInvariant)]
    private static partial Regex XunitCounts();

    [GeneratedRegex(@"^  (?<what>total|failed|error|skipped): (?<number>\d+)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex PlatformCount();

    [GeneratedRegex(@"^(?:Passed|Failed|Skipped)!\s+- Failed:\s+(?<failed>\d+), Passed:\s+\d+, Skipped:\s+(?<skipped>\d+), Total:\s+(?<total>\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex VSTestCounts();

    // As MSBuild prints it: "FILE(1,2): error CODE: message [PROJECT]".
    [GeneratedRegex(@"(?:^|: )error\s+(?<what>(?:[A-Za-z]+\d+\s*)?: .+?)(?: \[[^\[\]]*\])?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex BuildError();

    private enum SummaryForm
    {
        None,
        Xunit,
        Platform,
    }
}
