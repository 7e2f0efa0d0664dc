using Jint;
using Jint.Runtime;
using Jint.Runtime.Modules;
using Module = Jint.Runtime.Modules.Module;

namespace Foray.Runtimes.Worker;

/// <summary>Finds modules: those of the program by their names, and the worker's own ones, which the program cannot name.</summary>
internal sealed class ProgramLoader : IModuleLoader
{
    /// <summary>Beginning of the names of the worker's own modules.</summary>
    public const string Own = "foray:";

    /// <summary>Beginning of the keys of modules that are not there; it keeps the worker's own ones from being found by their names.</summary>
    private const string Missing = "missing:";

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<ProgramClass>> _loaded = new(StringComparer.Ordinal);

    /// <summary>Classes at the top level of each module that was loaded.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ProgramClass>> Loaded => _loaded;

    /// <summary>Gives the program a module.</summary>
    public void Add(string file, string text) => _texts[file] = text;

    /// <inheritdoc/>
    public ResolvedSpecifier Resolve(string? referencingModuleLocation, ModuleRequest moduleRequest)
    {
        var name = moduleRequest.Specifier;
        var own = referencingModuleLocation?.StartsWith(Own, StringComparison.Ordinal) ?? true;
        if (own && name.StartsWith(Own, StringComparison.Ordinal))
            return new ResolvedSpecifier(moduleRequest, name, null, SpecifierType.Bare);
        var file = own ? name : Find(name, referencingModuleLocation!);
        return new ResolvedSpecifier(moduleRequest, file ?? Missing + name, null, SpecifierType.Bare);
    }

    /// <inheritdoc/>
    public Module LoadModule(Engine engine, ResolvedSpecifier resolved)
    {
        var file = resolved.Key;
        if (file.StartsWith(Own, StringComparison.Ordinal))
            return Build(engine, file, WorkerModules.Read(file[Own.Length..]));
        if (!_texts.TryGetValue(file, out var text))
            throw new JavaScriptException(engine.Intrinsics.Error, $"the program has no module '{resolved.ModuleRequest.Specifier}'");
        var classes = ProgramClass.AllOf(Engine.PrepareModule(text, file).Program!);
        _loaded[file] = classes;
        return Build(engine, file, text + string.Concat(classes.Select(one => one.Export)));
    }

    private static Module Build(Engine engine, string file, string text)
    {
        var prepared = Engine.PrepareModule(text, file);
        return ModuleFactory.BuildSourceTextModule(engine, prepared);
    }

    private string? Find(string name, string from)
    {
        var path = name.StartsWith('.') || name.StartsWith('/')
            ? Path.GetFullPath(name, "/" + Path.GetDirectoryName(from))[1..]
            : name;
        return new[] { path, path + ".js", path + ".mjs" }.FirstOrDefault(_texts.ContainsKey);
    }
}
