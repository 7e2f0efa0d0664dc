using System.Text.Json;
using System.Text.Json.Serialization;
using Foray.Experiments.Reading;
using Foray.Experiments.Running;
using Foray.Sdk.Experiments;

namespace Foray.Cli.Output;

/// <summary>Status and plan as JSON documents.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, Converters = [typeof(SnakeCaseReasons), typeof(SnakeCaseStatuses)])]
[JsonSerializable(typeof(ExperimentStatus))]
[JsonSerializable(typeof(ExperimentPlan))]
internal sealed partial class StatusJson : JsonSerializerContext
{
    public static string Format(ExperimentStatus status) => JsonSerializer.Serialize(status, Default.ExperimentStatus) + "\n";

    public static string Format(ExperimentPlan plan) => JsonSerializer.Serialize(plan, Default.ExperimentPlan) + "\n";
}

/// <summary>Reasons as the rest of Foray writes names.</summary>
internal sealed class SnakeCaseReasons() : JsonStringEnumConverter<RunReason>(JsonNamingPolicy.SnakeCaseLower);

/// <summary>Statuses as the rest of Foray writes names.</summary>
internal sealed class SnakeCaseStatuses() : JsonStringEnumConverter<RowStatus>(JsonNamingPolicy.SnakeCaseLower);
