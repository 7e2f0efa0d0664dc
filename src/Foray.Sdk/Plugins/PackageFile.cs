namespace Foray.Sdk.Plugins;

/// <summary>Files that a plugin's package brings: playbooks, templates, programs for machines.</summary>
public static class PackageFile
{
    /// <summary>Absolute path of a file in the package that a type belongs to. It need not exist.</summary>
    /// <param name="type">A type of the package.</param>
    /// <param name="relativePath">Path below the package's folder, with <c>/</c>.</param>
    public static string PathOf(Type type, string relativePath)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Path.GetFullPath(relativePath, Path.GetDirectoryName(type.Assembly.Location)!);
    }
}
