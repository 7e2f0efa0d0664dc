namespace Foray.Plugins.Tests.Lifecycle;

/// <summary>What can be done to a plugin of a host; the last ones change how it behaves from then on.</summary>
internal enum HostOperation
{
    Validate,
    Load,
    Initialize,
    Start,
    Stop,
    Restart,
    Unload,
    Degrade,
    Recover,
    Configure,
    ConfigureBadly,
    FailToInitialize,
    FailToStart,
    FailToStop,
    FailToDispose,
    Behave,
}
