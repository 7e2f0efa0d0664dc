using System.Globalization;
using System.Text.RegularExpressions;
using Foray.Runners.Programs;
using Foray.Sdk.Jobs;

namespace Foray.Runners.Tap;

/// <summary>
/// What a program says as TAP, versions 12 to 14 (testanything.org), a line at a time. Subtests and YAML blocks are indented, and passed over: the parent's line tells what came of them.
/// </summary>
internal sealed partial class TapReport
{
    private const int NewestVersion = 14;

    private readonly FailedNames _failed = new();
    private readonly FailedNames _unexpected = new();
    private long _count;
    private long _skipped;
    private long _highest;
    private long? _planned;
    private bool _isPlanLast;
    private string? _skipReason;
    private string? _fault;

    /// <summary>Takes a line.</summary>
    /// <returns>False where nothing behind it counts any more.</returns>
    public bool Add(string line)
    {
        if (line.Length == 0 || char.IsWhiteSpace(line[0]) || line[0] == '#')
            return true;
        if (TapPoint.Parse(line) is { } point)
            Add(point);
        else if (Plan().Match(line) is { Success: true } plan)
            AddPlan(plan);
        else if (line.StartsWith("Bail out!", StringComparison.OrdinalIgnoreCase))
            _fault = Join("it bailed out", TapPoint.Unescape(line["Bail out!".Length..].Trim()));
        else if (Version().Match(line) is { Success: true } version && (!int.TryParse(version.Groups[1].ValueSpan, out var number) || number > NewestVersion))
            _fault = $"it speaks TAP version {version.Groups[1].Value}, and {NewestVersion} is the newest that is known";
        return _fault is null;
    }

    /// <summary>What came of the test.</summary>
    /// <param name="exitCode">The program's exit code; null where it has none.</param>
    public TestOutcome Judge(int? exitCode)
    {
        if ((_fault ?? FindFault()) is { } fault)
            return new TestOutcome(TestStatus.Error, exitCode == 0 ? fault : $"{fault} ({ExitCode.Describe(exitCode)})");
        if (_failed.Count > 0)
            return new TestOutcome(TestStatus.Fail, _failed.Describe(_failed.Count, _count, "failed"));
        if (exitCode != 0)
            return new TestOutcome(TestStatus.Fail, string.Create(CultureInfo.InvariantCulture, $"{ExitCode.Describe(exitCode)}, and none of {_count} failed"));
        if (_skipped == _count)
            return new TestOutcome(TestStatus.Skip, _skipReason is { Length: > 0 } reason ? reason : _count == 0 ? "it has no tests" : "all of its tests are skipped");
        return _unexpected.Count > 0
            ? new TestOutcome(TestStatus.Warn, _unexpected.Describe(_unexpected.Count, _count, "passed though marked TODO"))
            : new TestOutcome(TestStatus.Pass);
    }

    private void Add(TapPoint point)
    {
        if (_isPlanLast)
            _fault = "its plan stands between its tests instead of before or behind them";
        _count++;
        _highest = Math.Max(_highest, point.Number ?? _count);
        var name = point.Description.Length > 0 ? point.Description : string.Create(CultureInfo.InvariantCulture, $"test {point.Number ?? _count}");
        if (!point.IsOk && point.Directive != TapDirective.Todo)
            _failed.Add(name);
        else if (point is { IsOk: true, Directive: TapDirective.Todo })
            _unexpected.Add(name);
        else if (point.Directive == TapDirective.Skip)
            AddSkipped(point.Reason);
    }

    private void AddSkipped(string reason)
    {
        _skipped++;
        _skipReason ??= reason;
    }

    private void AddPlan(Match plan)
    {
        if (_planned is not null)
            _fault = "it has two plans";
        _planned = long.TryParse(plan.Groups["count"].ValueSpan, out var count) ? count : long.MaxValue;
        _isPlanLast = _count > 0;
        if (_planned == 0)
            _skipReason = SkipWord().Replace(TapPoint.Unescape(plan.Groups["reason"].Value.Trim()), "");
    }

    private string? FindFault()
    {
        if (_planned is not { } planned)
            return _count == 0 ? "it printed no TAP: there is neither a plan nor a test" : string.Create(CultureInfo.InvariantCulture, $"its plan is missing, behind {_count} tests");
        if (_count != planned)
            return string.Create(CultureInfo.InvariantCulture, $"{_count} of {planned} planned tests were run");
        return _highest > planned ? string.Create(CultureInfo.InvariantCulture, $"it has a test {_highest}, and its plan ends with {planned}") : null;
    }

    private static string Join(string what, string reason) => reason.Length == 0 ? what : $"{what}: {reason}";

    [GeneratedRegex(@"^1\.\.(?<count>\d+)\s*(?:#\s*(?<reason>.*))?$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Plan();

    [GeneratedRegex(@"^TAP version (\d+)\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Version();

    [GeneratedRegex(@"^skip\S*\s*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex SkipWord();
}
