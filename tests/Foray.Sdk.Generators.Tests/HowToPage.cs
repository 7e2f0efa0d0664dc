using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using Foray.Sdk.Plugins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.Logging;

namespace Foray.Sdk.Generators.Tests;

/// <summary>The how-to of a kind, whose code is a package.</summary>
internal static class HowToPage
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.ComponentModel.DataAnnotations;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Foray.Sdk.Options;
        global using Foray.Sdk.Plugins;
        """;

    private static readonly string Folder = Path.Combine(FindRoot(), "docs", "how-to", "plugins");

    /// <summary>The kinds that have a page.</summary>
    public static IEnumerable<string> Kinds => Directory.EnumerateFiles(Folder, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    /// <summary>The code of a page, with what the generator adds.</summary>
    /// <param name="page">A kind, or a page's path from the folder of the kinds, without its extension.</param>
    public static Compilation Compile(string page)
    {
        var code = string.Join('\n', File.ReadAllText(Path.Combine(Folder, page + ".md")).Split("```csharp\n").Skip(1).Select(block => block.Split("```")[0]));
        var compilation = CSharpCompilation.Create("Acme", [Snippet.Parse(Usings), Snippet.Parse(code)],
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(PluginAttribute).Assembly.Location), MetadataReference.CreateFromFile(typeof(ILogger).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Snippet.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, TestContext.Current.CancellationToken);
        return output;
    }

    /// <summary>The plugin's class, loaded.</summary>
    public static Type LoadPlugin(string kind)
    {
        using var image = new MemoryStream();
        Assert.True(Compile(kind).Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        image.Position = 0;
        return Assert.Single(new AssemblyLoadContext(kind, isCollectible: true).LoadFromStream(image).GetTypes(), type => type.GetCustomAttribute<PluginAttribute>() is not null);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Foray.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the repository's root was not found");
        return folder;
    }
}
