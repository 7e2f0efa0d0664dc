using System.Reflection;
using Foray.Sdk.Plugins;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Machines;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every plugin promises, whatever its kind.</summary>
public static class PluginConformance
{
    private const string Making = "Making a plugin binds its options and calls its constructor, and nothing else happens: connecting, listening and writing belong to a start or a call.";

    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(PluginSubject subject)
    {
        var checks = new CheckList(subject);
        AddManifest(checks, subject);
        AddMaking(checks, subject);
        return checks.Checks;
    }

    private static void AddManifest(CheckList checks, PluginSubject subject)
    {
        checks.Add("Its manifest names it, and tells the truth", "The generator writes the index of the plugins in an assembly.", trial =>
        {
            var entry = Entry(trial, subject);
            var factory = subject.Plugin.Assembly.GetType(entry.Factory);
            trial.Require(factory is not null && factory.IsAssignableTo(typeof(IPluginFactory)), $"the manifest names the factory '{entry.Factory}', which does not exist or is none", "build the project with the package Foray.Sdk, whose generator writes both");
            var kinds = subject.Plugin.GetInterfaces().Select(type => type.GetCustomAttribute<PluginKindAttribute>()?.Name).OfType<string>().ToList();
            trial.Require(kinds.Contains(entry.Kind), $"the manifest says that it is a '{entry.Kind}', and it implements {(kinds.Count == 0 ? "no kind" : string.Join(", ", kinds))}", "implement the interface of its kind");
            return Task.CompletedTask;
        });
        checks.Add("The schema of its options is that of the record", "One options record gives schema, binder, defaults, docs page and help.", trial =>
        {
            if (Entry(trial, subject).Options is { } record)
            {
                var difference = OptionsContract.FindDifference(subject.Plugin.Assembly, record);
                trial.Require(difference is null, difference!, "build the project anew with the package Foray.Sdk, and write no schema by hand");
            }

            return Task.CompletedTask;
        });
        checks.Add("Where nothing is required, its defaults are enough", "Defaults: an option that is not required may be left out.", trial => HostPool.UseAsync(trial, () => new FakeHost(), hosts =>
        {
            if (Entry(trial, subject).Options is not { } record || !OptionsContract.RequiresAny(subject.Plugin.Assembly, record))
                RequireMade(trial, subject, null, hosts.Add());
            return Task.CompletedTask;
        }));
    }

    private static void AddMaking(CheckList checks, PluginSubject subject)
    {
        checks.Add("It can be made from the options that the subject gives", Making, trial => HostPool.UseAsync(trial, () => new FakeHost(), hosts =>
        {
            var plugin = RequireMade(trial, subject, subject.Options, hosts.Add());
            trial.Require(subject.Plugin.IsInstanceOfType(plugin), $"the factory made a '{plugin.GetType().FullName}'", "build the project anew with the package Foray.Sdk");
            return Task.CompletedTask;
        }));
        checks.Add("Making it changes no files", Making, trial => HostPool.UseAsync(trial, () => new FakeHost(), hosts =>
        {
            var (current, watched) = (Entries(), Watched(subject));
            RequireMade(trial, subject, subject.Options, hosts.Add());
            var difference = FileSnapshot.Difference(watched, Watched(subject)) ?? Entries().Except(current).FirstOrDefault();
            trial.Require(difference is null, $"files were changed: {difference}", "move it into StartAsync, or into the first call that needs it");
            return Task.CompletedTask;
        }));
        checks.Add("Making it writes nothing to the console", CheckList.Silence, trial => HostPool.UseAsync(trial, () => new FakeHost(), hosts =>
        {
            var heard = ConsoleTap.Hear(() => RequireMade(trial, subject, subject.Options, hosts.Add()));
            trial.Require(heard.Length == 0, $"it wrote '{heard.Trim()}' to the console", "take an ILogger or an IConsole in the constructor");
            return Task.CompletedTask;
        }));
    }

    private static object RequireMade(Trial trial, PluginSubject subject, object? options, FakeHost host)
    {
        try
        {
            return PluginUnderTest.Create(subject.Plugin, options, host);
        }
        catch (Exception exception)
        {
            throw trial.Breach($"making it threw {exception.GetType().Name}: {exception.Message}", "give every option that is not required a default, and let the constructor only keep what it is given", exception);
        }
    }

    private static PluginEntry Entry(Trial trial, PluginSubject subject) =>
        PluginEntry.Find(subject.Plugin) ?? throw trial.Breach(
            $"the manifest of '{subject.Plugin.Assembly.GetName().Name}' has no plugin '{subject.Plugin.FullName}'", "mark the class with [Plugin(\"name\")], and build with the package Foray.Sdk");

    private static SortedDictionary<string, string> Watched(PluginSubject subject)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in subject.WatchedFolders.Where(Directory.Exists))
            FileSnapshot.Take(folder, folder, _ => false, found);
        return found;
    }

    private static List<string> Entries() => [.. Directory.EnumerateFileSystemEntries(Environment.CurrentDirectory)];
}
