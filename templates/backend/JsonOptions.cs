using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Acme.Plugin;

/// <summary>How metrics are written. Options of the plugin's own: the shared ones would keep it in memory after it is unloaded.</summary>
internal static class JsonOptions
{
    public static JsonSerializerOptions Compact { get; } = new()
    {
        // NaN and the infinities are numbers too.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };
}
