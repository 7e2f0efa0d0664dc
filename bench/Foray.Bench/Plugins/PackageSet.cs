using System.Collections.Immutable;
using System.Globalization;
using Basic.Reference.Assemblies;
using Foray.Sdk.Generators;
using Foray.Sdk.Plugins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Foray.Bench.Plugins;

/// <summary>
/// 200 packages of five plugins, each compiled with the real generator from one template. They lie as installed packages lie in a user's folder, and once more
/// with MEF's attributes, which the other peers need not carry.
/// </summary>
internal static class PackageSet
{
    public const int Packages = 200;
    public const int Plugins = Packages * PerPackage;
    public const int PerPackage = 5;
    private const string Version = "1.0.0-12345678";

    /// <summary>Packages that are found before the time is taken, where it is taken after the first use of the code.</summary>
    private const int FirstUse = 10;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(PluginAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.Logging.ILogger).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(System.Composition.ExportAttribute).Assembly.Location),
    ];

    /// <summary>What <c>XDG_DATA_HOME</c> has to be for Foray to find the packages.</summary>
    public static string UserData => Path.Combine(Root, "data");

    /// <summary>Folder with the packages' files; what Foray finds are links to them, as after an installation.</summary>
    public static string Folder => Path.Combine(Links, ".store");

    /// <summary>Folder in which Foray finds the packages that are found first.</summary>
    public static string FirstLinks => Path.Combine(Root, "first", "foray", "plugins");

    /// <summary>Folder of the packages with MEF's attributes.</summary>
    public static string MefFolder => Path.Combine(Root, "mef");

    /// <summary>Everything of this benchmark. It is written over, not deleted: see <see cref="CaseOverhead"/>.</summary>
    public static string Root => Path.Combine(Repository.Root, "artifacts", "bench", "plugins");

    private static string FirstFolder => Path.Combine(FirstLinks, ".store");

    private static string Links => Path.Combine(UserData, "foray", "plugins");

    public static string NameOf(int package) => string.Create(CultureInfo.InvariantCulture, $"Bench.Package{package:000}");

    public static string PluginOf(int package, int plugin) => string.Create(CultureInfo.InvariantCulture, $"format-{package:000}-{plugin}");

    /// <summary>Assembly files of the packages in a folder.</summary>
    public static IEnumerable<string> AssembliesIn(string folder) => Enumerable.Range(0, Packages).Select(package => AssemblyIn(folder, package));

    /// <summary>Assembly files of the packages that are found first.</summary>
    public static IEnumerable<string> FirstAssemblies() => Enumerable.Range(Packages, FirstUse).Select(package => AssemblyIn(FirstFolder, package));

    /// <summary>Writes the packages.</summary>
    public static void Write()
    {
        var template = EmbeddedText.Read("Template.txt");
        Parallel.For(0, Packages, package =>
        {
            Write(Folder, package, template, []);
            Link(Links, package);
            Write(MefFolder, package, template, ["MEF"]);
        });
        Parallel.For(Packages, Packages + FirstUse, package =>
        {
            Write(FirstFolder, package, template, []);
            Link(FirstLinks, package);
        });
    }

    private static string AssemblyIn(string folder, int package) => Path.Combine(folder, NameOf(package), Version, NameOf(package) + ".dll");

    private static void Link(string links, int package)
    {
        var link = Path.Combine(links, NameOf(package));
        if (!Directory.Exists(link))
            Directory.CreateSymbolicLink(link, Path.Combine(".store", NameOf(package), Version));
    }

    private static void Write(string folder, int package, string template, IEnumerable<string> symbols)
    {
        var assembly = AssemblyIn(folder, package);
        Directory.CreateDirectory(Path.GetDirectoryName(assembly)!);
        using (var file = File.Create(assembly))
        {
            var emitted = Compile(package, template, new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Parse, preprocessorSymbols: symbols)).Emit(file);
            if (!emitted.Success)
                throw new InvalidOperationException($"{NameOf(package)} does not compile: {emitted.Diagnostics[0]}");
        }

        File.WriteAllText(Path.ChangeExtension(assembly, ".deps.json"), Dependencies(NameOf(package)));
    }

    private static Compilation Compile(int package, string template, CSharpParseOptions options)
    {
        var sources = Enumerable.Range(0, PerPackage).Select(plugin => CSharpSyntaxTree.ParseText(Source(template, package, plugin), options));
        var compilation = CSharpCompilation.Create(NameOf(package), sources, References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, concurrentBuild: false,
                deterministic: true, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new ManifestGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var whole, out _);
        return whole;
    }

    private static string Source(string template, int package, int plugin)
    {
        var source = template.Replace("$PACKAGE$", NameOf(package), StringComparison.Ordinal)
            .Replace("$NAME$", PluginOf(package, plugin), StringComparison.Ordinal)
            .Replace("$NUMBER$", plugin.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return plugin == 0 ? source : source.Replace("[assembly: System.Reflection.AssemblyInformationalVersion(\"1.0.0\")]", "", StringComparison.Ordinal);
    }

    /// <summary>As <c>dotnet publish</c> writes it for a package without dependencies.</summary>
    private static string Dependencies(string name) => $$"""
        {
          "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0/linux-x64", "signature": "" },
          "compilationOptions": {},
          "targets": {
            ".NETCoreApp,Version=v10.0": {},
            ".NETCoreApp,Version=v10.0/linux-x64": { "{{name}}/1.0.0": { "runtime": { "{{name}}.dll": {} } } }
          },
          "libraries": { "{{name}}/1.0.0": { "type": "project", "serviceable": false, "sha512": "" } }
        }
        """;
}
