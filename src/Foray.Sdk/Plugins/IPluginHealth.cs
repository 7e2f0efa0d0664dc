namespace Foray.Sdk.Plugins;

/// <summary>Where a plugin tells its host what changes while it runs. Taken as a constructor parameter. Members may be called from any thread, at any time.</summary>
public interface IPluginHealth
{
    /// <summary>Says that the plugin works with limits, for example that a server cannot be reached and points are kept for later. Saying it again changes the reason.</summary>
    /// <param name="reason">What is wrong, in one sentence without a full stop.</param>
    void ReportDegraded(string reason);

    /// <summary>Says that it works fully again. Nothing happens where it was not degraded.</summary>
    void ReportRecovered();
}
