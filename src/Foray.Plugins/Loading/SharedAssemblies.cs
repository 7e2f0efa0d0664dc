using System.Reflection;
using Foray.Sdk.Plugins;

namespace Foray.Plugins.Loading;

/// <summary>Assemblies that packages get from the program, so that both sides mean the same types.</summary>
internal sealed class SharedAssemblies
{
    private static readonly string FrameworkFolder = Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "";

    private readonly HashSet<string> _names;
    private readonly HashSet<Assembly> _withKinds;
    private readonly Lazy<HashSet<string>> _kinds;

    /// <param name="ofProgram">Those in which the program defines kinds of its own.</param>
    public SharedAssemblies(IEnumerable<Assembly> ofProgram)
    {
        _withKinds = [typeof(PluginKindAttribute).Assembly, .. ofProgram];
        _names = ["Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions", .. _withKinds.Select(assembly => assembly.GetName().Name!)];
        _kinds = new Lazy<HashSet<string>>(() => [.. _withKinds.SelectMany(assembly => assembly.GetExportedTypes()).Select(KindOf).OfType<string>()]);
    }

    public bool Contains(string name) => _names.Contains(name);

    /// <summary>True for the interface of a kind, but not for one that only has the name of a kind that the program knows.</summary>
    public bool IsOfKind(Type type, string kind) => KindOf(type) == kind && (_withKinds.Contains(type.Assembly) || !_kinds.Value.Contains(kind));

    /// <summary>True for what every .NET program can use; anything else of the program's own is not a package's to find.</summary>
    public static bool IsOfFramework(string name) =>
        File.Exists(Path.Combine(FrameworkFolder, name + ".dll")) || !File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll"));

    private static string? KindOf(Type type) => type.GetCustomAttribute<PluginKindAttribute>()?.Name;
}
