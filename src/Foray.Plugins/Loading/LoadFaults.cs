using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Loading;

/// <summary>Says what is wrong with a package that could not be loaded.</summary>
internal static class LoadFaults
{
    /// <summary>The diagnostic for an exception that the loading or making of a plugin ended with.</summary>
    public static Diagnostic Explain(PluginDescription plugin, Exception error)
    {
        var causes = Causes(error).ToList();
        if (causes.OfType<DiagnosticException>().FirstOrDefault() is { } refusal)
            return refusal.Diagnostics[0];
        if (plugin.Registration is not null && error is not FalseManifestException)
            return Fault(plugin, "could not be made", causes[^1].Message); // it has no package that could be broken
        if (plugin.Registration is null && !File.Exists(plugin.Package.AssemblyPath))
            return Diagnostic.Error(PluginCodes.UnusableFile, $"{Name(plugin)} cannot be loaded: '{plugin.Package.AssemblyPath}' is gone since it was found", "install the package again");
        if (causes.OfType<TypeInitializationException>().FirstOrDefault() is { } initializer && !causes.Exists(IsOfFiles))
            return Fault(plugin, initializer.TypeName == "<Module>" ? "threw in its module initializer" : $"threw in the static constructor of '{initializer.TypeName}'", causes[^1].Message);
        return causes.Find(IsOfFiles) switch
        {
            FileNotFoundException { FileName: { } file } when file.Split(',')[0] == plugin.Contract?.Assembly => PluginContracts.Missing(plugin, plugin.Contract.Assembly),
            FileNotFoundException { FileName: { } file } => Missing(plugin, file),
            DllNotFoundException missing => Missing(plugin, FirstLine(missing.Message)),
            BadImageFormatException bad => Unusable(plugin, bad.FileName),
            FileLoadException { FileName: { } file } => Path.IsPathRooted(file) ? Unusable(plugin, file) : Missing(plugin, file),
            { } type => Diagnostic.Error(PluginCodes.FalseManifest,
                $"{Name(plugin)} is not what its manifest says: {FirstLine(type.Message)}", "install a version of the package that was built with this program's Sdk; it may be damaged"),
            null => Fault(plugin, "could not be made", causes[^1].Message),
        };
    }

    public static string Name(PluginDescription plugin) => $"{plugin.Kind} '{plugin.Name}' of package '{plugin.Package.Name}'";

    private static bool IsOfFiles(Exception error) =>
        (error is FileNotFoundException { FileName: { } file } && IsAssembly(file)) || error is FileLoadException { FileName: not null } or DllNotFoundException or BadImageFormatException
            or TypeLoadException or FalseManifestException or MissingMemberException;

    /// <summary>False for a file that the plugin itself looked for.</summary>
    private static bool IsAssembly(string file) => file.Contains(", Version=", StringComparison.Ordinal) || file.EndsWith(".dll", StringComparison.Ordinal);

    /// <summary>The diagnostic for a plugin that took longer than it may.</summary>
    public static Diagnostic TooSlow(PluginDescription plugin, string what, TimeSpan limit, string remedy) =>
        Diagnostic.Error(PluginCodes.TooSlow, $"{Name(plugin)} {what} within {limit.TotalSeconds:0.###} s", remedy);

    private static Diagnostic Missing(PluginDescription plugin, string file) =>
        Diagnostic.Error(PluginCodes.MissingDependency, $"{Name(plugin)} needs '{ShortName(file)}', which its package lacks",
            "install the package again, or tell its author: the package has to contain what it needs");

    private static Diagnostic Unusable(PluginDescription plugin, string? name)
    {
        // The runtime names a file by its path or its assembly, or not at all.
        var own = plugin.Package.AssemblyPath;
        var beside = Path.Combine(Path.GetDirectoryName(own)!, (name ?? "").Split(',')[0] + ".dll");
        var file = File.Exists(name) ? name : File.Exists(beside) ? beside : own;
        return Diagnostic.Error(PluginCodes.UnusableFile, $"{Name(plugin)} cannot be loaded: '{file}' {Flaw(file)}", "install a version of the package for this computer");
    }

    private static string Flaw(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var image = new PEReader(stream);
            var machine = image.PEHeaders.CoffHeader.Machine;
            return image.HasMetadata && machine is not (Machine.I386 or Machine.Unknown)
                ? $"is for the processor {machine}, and this one is {RuntimeInformation.ProcessArchitecture}"
                : "is damaged or no .NET assembly";
        }
        catch (Exception error) when (error is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            return "is damaged";
        }
    }

    private static Diagnostic Fault(PluginDescription plugin, string what, string cause) =>
        Diagnostic.Error(PluginCodes.Fault, $"{Name(plugin)} {what}: {cause}",
            "this is a fault of the plugin; run again with --debug for its stack trace, and tell its author");

    /// <summary>The exception and what is inside it, the outermost first.</summary>
    private static IEnumerable<Exception> Causes(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            if (error is not TargetInvocationException)
                yield return error;
    }

    private static string ShortName(string file) => file.Contains('/', StringComparison.Ordinal) ? Path.GetFileName(file) : string.Join(',', file.Split(',').Take(2));

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd();
}
