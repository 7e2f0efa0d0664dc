using System.Globalization;
using Foray.Sdk.Documents;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Stations.SiteFiles;

/// <summary>Values of arguments. Whether they are quoted makes no difference, as on a command line.</summary>
internal static class ArgumentValue
{
    /// <summary>The value as its option needs it. What does not fit stays text, so that the check names it.</summary>
    public static ScalarNode ToNode(ScalarNode value, ValueType type) => type switch
    {
        ValueType.Boolean when SiteBoolean.Of(value.Text) is { } flag => new ScalarNode(value.Place, flag ? "true" : "false", ScalarKind.Boolean),
        ValueType.Integer or ValueType.Number when long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) =>
            new ScalarNode(value.Place, value.Text, ScalarKind.Integer),
        ValueType.Integer or ValueType.Number when double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) =>
            new ScalarNode(value.Place, value.Text, ScalarKind.Number),
        _ => new ScalarNode(value.Place, value.Text, ScalarKind.Text),
    };
}
