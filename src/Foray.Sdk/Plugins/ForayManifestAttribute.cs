namespace Foray.Sdk.Plugins;

/// <summary>The index of the plugins in an assembly, written by the generator and read from metadata alone. Authors do not write it.</summary>
/// <param name="formatVersion">Version of the index format, <c>major</c>; a host refuses a newer one.</param>
/// <param name="index">The index as JSON; the format is documented in the manifest reference.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ForayManifestAttribute(int formatVersion, string index) : Attribute
{
    /// <summary>Version that this Sdk writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Version of the format.</summary>
    public int FormatVersion { get; } = formatVersion;

    /// <summary>The index as JSON.</summary>
    public string Index { get; } = index;
}
