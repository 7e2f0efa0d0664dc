using Foray.Configuration.Diagnostics;
using Foray.Plugins.Schemas;

namespace Foray.Configuration.Checking;

/// <summary>Says what to write in place of a former key.</summary>
internal static class FormerKeyReports
{
    /// <summary>Former keys whose use is reported.</summary>
    public static FormerKeys FormerKeys(this DiagnosticCollector diagnostics) => new(found =>
    {
        var (key, present, isGivenTwice) = found;
        var message = $"the option '{key.Text}' is now called '{present}'";
        if (isGivenTwice)
            diagnostics.Error(ConfigurationCodes.BadGroup, key.Place, message + ", and it is given twice", $"remove '{key.Text}'");
        else
            diagnostics.Warning(ConfigurationCodes.FormerKey, key.Place, message, $"write '{present}'");
    });
}
