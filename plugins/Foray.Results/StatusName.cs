using System.Text.Json;
using Foray.Sdk.Experiments;
using Foray.Sdk.Jobs;

namespace Foray.Results;

/// <summary>Names of statuses in files.</summary>
internal static class StatusName
{
    /// <summary>The status in snake_case.</summary>
    public static string Of(RowStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    /// <summary>The status in capitals.</summary>
    public static string Of(TestStatus status) => status switch
    {
        TestStatus.Pass => "PASS",
        TestStatus.Warn => "WARN",
        TestStatus.Skip => "SKIP",
        TestStatus.Cancel => "CANCEL",
        TestStatus.Fail => "FAIL",
        TestStatus.Error => "ERROR",
        _ => "INTERRUPTED",
    };

    /// <summary>The end in snake_case.</summary>
    public static string Of(JobEnd end) => JsonNamingPolicy.SnakeCaseLower.ConvertName(end.ToString());
}
