using System.Runtime.InteropServices;
using System.Text.Json;
using Foray.Plugins.Manifests;

namespace Foray.Plugins.Loading;

/// <summary>The native libraries that a package says it brings. Source: the form of <c>.deps.json</c> that the SDK writes.</summary>
internal static class NativeLibraries
{
    private static readonly string Extension = OperatingSystem.IsMacOS() ? ".dylib" : ".so";
    private static readonly string Architecture = $"-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>True where the package lists a library of this name for this computer, whether the file is there or not.</summary>
    public static bool Lists(PluginPackage package, string name)
    {
        try
        {
            using var stream = File.OpenRead(Path.ChangeExtension(package.AssemblyPath, ".deps.json"));
            using var document = JsonDocument.Parse(stream);
            return document.RootElement.GetProperty("targets").EnumerateObject()
                .SelectMany(target => target.Value.EnumerateObject())
                .SelectMany(library => FilesOf(library.Value))
                .Any(file => Names(Path.GetFileName(file), name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false; // a package without a list lists nothing
        }
    }

    private static IEnumerable<string> FilesOf(JsonElement library)
    {
        if (library.TryGetProperty("native", out var own))
            foreach (var file in own.EnumerateObject())
                yield return file.Name;
        if (library.TryGetProperty("runtimeTargets", out var targets))
            foreach (var file in targets.EnumerateObject().Where(file => IsForThisComputer(file.Value)))
                yield return file.Name;
    }

    private static bool IsForThisComputer(JsonElement file) =>
        file.TryGetProperty("assetType", out var type) && type.GetString() == "native"
        && file.TryGetProperty("rid", out var rid) && rid.GetString() is { } identifier
        && (!identifier.Contains('-', StringComparison.Ordinal) || identifier.EndsWith(Architecture, StringComparison.Ordinal));

    // The runtime tries a name with and without the system's prefix and extension.
    private static bool Names(string file, string name) =>
        file.EndsWith(Extension, StringComparison.Ordinal) && (file == name || file == name + Extension || file == $"lib{name}" || file == $"lib{name}{Extension}");
}
