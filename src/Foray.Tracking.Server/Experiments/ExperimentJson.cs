using System.Text.Json;
using Foray.Tracking.Store;

namespace Foray.Tracking.Server.Experiments;

/// <summary>An experiment as this API shows it.</summary>
internal static class ExperimentJson
{
    public static void WriteObject(Utf8JsonWriter json, Experiment experiment, string id)
    {
        json.WriteStartObject();
        json.WriteString("experiment_id", id);
        json.WriteString("name", experiment.Name);
        json.WriteString("artifact_location", $"mlflow-artifacts:/{id}");
        json.WriteString("lifecycle_stage", StageOf(experiment.Lifecycle));
        json.WriteNumber("last_update_time", experiment.Changed.ToUnixTimeMilliseconds());
        json.WriteNumber("creation_time", experiment.Created.ToUnixTimeMilliseconds());
        json.WriteEndObject();
    }

    public static string StageOf(Lifecycle lifecycle) => lifecycle == Lifecycle.Active ? "active" : "deleted";
}
