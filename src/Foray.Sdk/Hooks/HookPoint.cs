namespace Foray.Sdk.Hooks;

/// <summary>When a hook has its turn.</summary>
public enum HookPoint
{
    /// <summary>In <c>up</c>, and in a <c>run</c> that needs machines: when machines are up and everything is installed.</summary>
    AfterUp,

    /// <summary>Before the first experiment of a run that has something to run.</summary>
    BeforeRun,

    /// <summary>After the last experiment of such a run, whatever came of it, when its results are written. Not in a run that was interrupted.</summary>
    AfterRun,
}
