using System.Globalization;

namespace Foray.Bench.Plugins;

/// <summary>The same 1,000 plugins as Python packages, and the program that finds them with stevedore.</summary>
internal static class PythonPackages
{
    public static string Script => Path.Combine(PackageSet.Root, "stevedore_peer.py");

    public static string Folder => Path.Combine(PackageSet.Root, "python");

    public static void Write()
    {
        for (var package = 0; package < PackageSet.Packages; package++)
            Write(package);
        File.WriteAllText(Script, EmbeddedText.Read("stevedore.py"));
    }

    private static void Write(int package)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"bench_package{package:000}");
        var module = Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;
        var metadata = Directory.CreateDirectory(Path.Combine(Folder, $"{name}-1.0.0.dist-info")).FullName;
        var plugins = Enumerable.Range(0, PackageSet.PerPackage);
        File.WriteAllText(Path.Combine(module, "__init__.py"), string.Concat(plugins.Select(plugin => $$""""
            class Format{{plugin}}:
                """Results as format {{PackageSet.PluginOf(package, plugin)}}."""

                def __init__(self, file="{{PackageSet.PluginOf(package, plugin)}}.txt", columns=8, heading=True):
                    self.file, self.columns, self.heading = file, columns, heading


            """")));
        File.WriteAllText(Path.Combine(metadata, "METADATA"), $"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0.0\n");
        File.WriteAllText(Path.Combine(metadata, "entry_points.txt"),
            "[foray.bench]\n" + string.Concat(plugins.Select(plugin => $"{PackageSet.PluginOf(package, plugin)} = {name}:Format{plugin}\n")));
    }
}
