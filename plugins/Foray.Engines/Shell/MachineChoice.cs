namespace Foray.Engines.Shell;

/// <summary>On which of its machines a case runs.</summary>
public enum MachineChoice
{
    /// <summary>On each: a row of results for every machine.</summary>
    All,

    /// <summary>On the one that is free first: one row of results.</summary>
    Any,
}
