using System.Globalization;
using Foray.Tracking.Store;

namespace Foray.Tracking.Server.Experiments;

/// <summary>Ids of experiments as this API has them.</summary>
public static class ExperimentId
{
    internal const string DefaultName = "Default";

    internal const string DefaultText = "0";

    /// <summary>The store's number, and 0 for the experiment <c>Default</c>, which clients use without having created it.</summary>
    public static string Of(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return experiment.Name == DefaultName ? DefaultText : experiment.Id.ToString(CultureInfo.InvariantCulture);
    }
}
