namespace Foray.Sdk.Jobs;

/// <summary>How a test ended.</summary>
public enum TestStatus
{
    /// <summary>It passed.</summary>
    Pass,

    /// <summary>It passed, with a warning.</summary>
    Warn,

    /// <summary>It was not run, for a reason that is no fault.</summary>
    Skip,

    /// <summary>It ended itself because it could not go on.</summary>
    Cancel,

    /// <summary>What it looks at is wrong.</summary>
    Fail,

    /// <summary>The test itself is wrong.</summary>
    Error,

    /// <summary>It was ended from outside: a timeout, Ctrl-C.</summary>
    Interrupted,
}
