using System.Reflection;

namespace Foray.Plugins.Loading;

/// <summary>Assemblies that packages get from the program, so that both sides mean the same types.</summary>
internal sealed class SharedAssemblies(IEnumerable<Assembly> ofProgram)
{
    private static readonly string FrameworkFolder = Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "";

    private readonly HashSet<string> _names =
    [
        "Foray.Sdk", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions",
        .. ofProgram.Select(assembly => assembly.GetName().Name!),
    ];

    public bool Contains(string name) => _names.Contains(name);

    /// <summary>True for what every .NET program can use; anything else of the program's own is not a package's to find.</summary>
    public static bool IsOfFramework(string name) =>
        File.Exists(Path.Combine(FrameworkFolder, name + ".dll")) || !File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll"));
}
