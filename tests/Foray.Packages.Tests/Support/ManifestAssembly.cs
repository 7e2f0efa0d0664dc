using System.Reflection;
using System.Reflection.Emit;
using Foray.Sdk.Plugins;

namespace Foray.Packages.Tests.Support;

/// <summary>Assemblies that are nothing but a manifest.</summary>
internal static class ManifestAssembly
{
    public static byte[] Make(string package, string version, string sdk = "0.1.0", int format = 1, string? manifestName = null)
    {
        var index = $$"""{"package":"{{manifestName ?? package}}","version":"{{version}}","sdk":"{{sdk}}","kinds":[],"plugins":[]}""";
        return Save(package, [new CustomAttributeBuilder(typeof(ForayManifestAttribute).GetConstructors()[0], [format, index])]);
    }

    public static byte[] WithoutManifest(string name) => Save(name, []);

    private static byte[] Save(string name, IEnumerable<CustomAttributeBuilder> attributes)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly, attributes);
        assembly.DefineDynamicModule(name);
        using var content = new MemoryStream();
        assembly.Save(content);
        return content.ToArray();
    }
}
