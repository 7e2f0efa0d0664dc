namespace Foray.Sdk.Options;

/// <summary>
/// The value of a variable. As an option: text, a number or true/false; or a mapping with one of <c>value</c>, <c>env</c>, <c>file</c>
/// and, where it must not be shown, <c>secret: true</c>.
/// </summary>
/// <param name="Text">The value where it stands in the file; null otherwise.</param>
/// <param name="EnvironmentVariable">Name of the environment variable of Foray's process that holds it; null otherwise.</param>
/// <param name="File">Path of the file that holds it, relative to the experiment file's folder; null otherwise.</param>
/// <param name="IsSecret">True where the value is masked in logs and manifests.</param>
public sealed record Variable(string? Text, string? EnvironmentVariable = null, string? File = null, bool IsSecret = false)
{
    /// <summary>Reads the value; null where the variable is not set or the file cannot be read.</summary>
    /// <param name="folder">Folder that a relative path is taken from.</param>
    public string? Resolve(string folder) =>
        Text ?? (EnvironmentVariable is not null ? Secret.FromEnvironment(EnvironmentVariable) : Secret.FromFile(File!)).Reveal(folder);

    /// <inheritdoc/>
    public override string ToString() => IsSecret || Text is null ? $"(from {EnvironmentVariable ?? File ?? "the file"})" : Text;
}
