namespace Foray.Sdk.Jobs;

/// <summary>What a test can need.</summary>
public enum TestRequirementKind
{
    /// <summary>A program on <c>PATH</c>.</summary>
    Command,

    /// <summary>A file or folder.</summary>
    File,

    /// <summary>An installed package of the distribution (dpkg, rpm, apk or pacman).</summary>
    Package,

    /// <summary>An environment variable with a value that is not empty.</summary>
    Variable,
}
