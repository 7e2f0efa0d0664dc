using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Programs;

namespace Foray.Stations.Programs.Submitting;

/// <summary>The languages that programs of this station may be written in: the runtime plugins that were found.</summary>
internal sealed class StationRuntimes
{
    private const string Kind = "runtime";

    private readonly PluginScope _scope;
    private readonly Lazy<IReadOnlyDictionary<string, IRuntime>> _runtimes;

    /// <param name="scope">Owns the plugins.</param>
    /// <param name="report">Told of those that cannot be used.</param>
    public StationRuntimes(PluginScope scope, Action<Diagnostic> report)
    {
        _scope = scope;
        Names = scope.Catalog.NamesOf(Kind);
        _runtimes = new(() => Load(report));
    }

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>A runtime.</summary>
    /// <exception cref="DiagnosticException">There is none of this name (FORAY510).</exception>
    public IRuntime Get(string name) => _runtimes.Value.TryGetValue(name, out var runtime)
        ? runtime
        : throw new DiagnosticException(Diagnostic.Error(ProgramCodes.NoRuntime, $"there is no runtime '{name}' here", "install a package with that runtime, or choose another station"));

    /// <summary>Name of the runtime for a main file.</summary>
    /// <exception cref="DiagnosticException">There is none (FORAY510).</exception>
    public string ForFile(string main)
    {
        var found = _runtimes.Value.Where(runtime => runtime.Value.FileExtensions.Any(extension => main.EndsWith(extension, StringComparison.Ordinal))).Select(runtime => runtime.Key).ToList();
        return found switch
        {
            [var name] => name,
            [] => throw new DiagnosticException(Diagnostic.Error(
                ProgramCodes.NoRuntime,
                $"no runtime runs '{main}'",
                $"the endings that can be run are: {string.Join(", ", _runtimes.Value.Values.SelectMany(runtime => runtime.FileExtensions).Order(StringComparer.Ordinal))}")),
            _ => throw new DiagnosticException(Diagnostic.Error(
                ProgramCodes.NoRuntime, $"several runtimes run '{main}': {string.Join(", ", found)}", "disable all but one, with: foray plugin disable")),
        };
    }

    private Dictionary<string, IRuntime> Load(Action<Diagnostic> report)
    {
        var loaded = new Dictionary<string, IRuntime>(StringComparer.Ordinal);
        var drivers = _scope.Instances<IRuntime>();
        foreach (var name in Names)
        {
            try
            {
                loaded[name] = drivers.Add(name, null, "the station");
            }
            catch (DiagnosticException failure)
            {
                foreach (var problem in failure.Diagnostics)
                    report(problem);
            }
        }

        return loaded;
    }
}
