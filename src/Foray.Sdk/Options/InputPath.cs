namespace Foray.Sdk.Options;

/// <summary>A file or folder that must exist on this computer, relative to the experiment file's folder.</summary>
/// <param name="Path">The path as written.</param>
public sealed record InputPath(string Path)
{
    /// <inheritdoc/>
    public override string ToString() => Path;
}
