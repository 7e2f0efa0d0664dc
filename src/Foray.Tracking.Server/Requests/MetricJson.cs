using System.Globalization;
using System.Text.Json;
using Foray.Tracking.Store;

namespace Foray.Tracking.Server.Requests;

/// <summary>A point of a metric as this API shows it.</summary>
internal static class MetricJson
{
    /// <param name="json">Takes it.</param>
    /// <param name="key">Name of the metric.</param>
    /// <param name="value">The number.</param>
    /// <param name="time">When it was measured, in nanoseconds since 1970.</param>
    /// <param name="step">The step; <see cref="PointBlock.NoStep"/> is shown as 0, which is what MLflow has for it.</param>
    /// <param name="run">Id of the run; null where the answer is about one run.</param>
    public static void Write(Utf8JsonWriter json, string key, double value, long time, long step, string? run = null)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        // As in JSON of protocol buffers, what is not finite is a text.
        if (double.IsFinite(value))
            json.WriteNumber("value", value);
        else
            json.WriteString("value", value.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("timestamp", Instant.Milliseconds(time));
        json.WriteNumber("step", step == PointBlock.NoStep ? 0 : step);
        if (run is not null)
            json.WriteString("run_id", run);
        json.WriteEndObject();
    }
}
