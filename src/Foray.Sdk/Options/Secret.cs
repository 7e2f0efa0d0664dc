namespace Foray.Sdk.Options;

/// <summary>
/// A value that is never printed, logged or kept. As an option: text, or better <c>{ env: NAME }</c> or <c>{ file: PATH }</c>,
/// so that it does not stand in the experiment file.
/// </summary>
public sealed class Secret
{
    private readonly string? _value;

    private Secret(string? value, string? environmentVariable, string? file) =>
        (_value, EnvironmentVariable, File) = (value, environmentVariable, file);

    /// <summary>Name of the environment variable that holds it; null where it comes from elsewhere.</summary>
    public string? EnvironmentVariable { get; }

    /// <summary>Path of the file that holds it, relative to the experiment file's folder; null where it comes from elsewhere.</summary>
    public string? File { get; }

    /// <summary>A secret that stands in the file itself.</summary>
    public static Secret FromText(string value) => new(value, null, null);

    /// <summary>A secret in an environment variable of Foray's process.</summary>
    public static Secret FromEnvironment(string variable) => new(null, variable, null);

    /// <summary>A secret in a file; the end of its last line is not part of it.</summary>
    public static Secret FromFile(string path) => new(null, null, path);

    /// <summary>Reads the value.</summary>
    /// <param name="folder">Folder that a relative path is taken from.</param>
    /// <returns>Null where the variable is not set or the file cannot be read.</returns>
    public string? Reveal(string folder)
    {
        if (_value is not null)
            return _value;
        if (EnvironmentVariable is not null)
            return Environment.GetEnvironmentVariable(EnvironmentVariable);
        try
        {
            return System.IO.File.ReadAllText(Path.Combine(folder, File!)).TrimEnd('\r', '\n');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Where the value comes from; never the value.</summary>
    public override string ToString() =>
        EnvironmentVariable is not null ? $"(secret from ${EnvironmentVariable})" : File is not null ? $"(secret from {File})" : "(secret)";
}
