namespace Foray.Jobs;

/// <summary>In which order tests have their turn. Their numbers stay those of the suites.</summary>
public enum TestOrder
{
    /// <summary>As they were given.</summary>
    Given,

    /// <summary>Those that took longest in the newest job of the folder first, so that none of them is left for the end; new ones before all others.</summary>
    Duration,
}
