using System.Text.Json;
using Foray.Sdk.Experiments;

namespace Foray.Results;

/// <summary>Names of statuses in files.</summary>
internal static class StatusName
{
    /// <summary>The status in snake_case.</summary>
    public static string Of(RowStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());
}
