using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Foray.Sdk.Plugins;

namespace Foray.Cli.Checking;

/// <summary>The types of an assembly, from its metadata alone.</summary>
internal sealed class TypeReader : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly Dictionary<string, TypeDefinitionHandle> _types;

    /// <exception cref="BadImageFormatException">The file is no assembly.</exception>
    public TypeReader(string assembly)
    {
        _file = new PEReader(File.OpenRead(assembly));
        _metadata = _file.GetMetadataReader();
        _types = _metadata.TypeDefinitions.ToDictionary(NameOf, StringComparer.Ordinal);
    }

    /// <summary>Names of the assemblies that this one refers to.</summary>
    public IEnumerable<string> References => _metadata.AssemblyReferences.Select(handle => _metadata.GetString(_metadata.GetAssemblyReference(handle).Name));

    public void Dispose() => _file.Dispose();

    public bool Has(string type) => _types.ContainsKey(type);

    /// <summary>Whether a type implements an interface; null where that depends on other assemblies than the Sdk.</summary>
    public bool? Implements(string type, string contract) => _types.TryGetValue(type, out var handle) ? Implements(handle, contract) : null;

    private bool? Implements(EntityHandle type, string contract)
    {
        switch (type.Kind)
        {
            case HandleKind.TypeDefinition:
                var definition = (TypeDefinitionHandle)type;
                return NameOf(definition) == contract ? true : AnyOf(ParentsOf(_metadata.GetTypeDefinition(definition)), contract);
            case HandleKind.TypeReference:
                return ReferenceImplements(_metadata.GetTypeReference((TypeReferenceHandle)type), contract);
            default:
                return null;
        }
    }

    private IEnumerable<EntityHandle> ParentsOf(TypeDefinition type)
    {
        if (!type.BaseType.IsNil)
            yield return type.BaseType;
        foreach (var implementation in type.GetInterfaceImplementations())
            yield return _metadata.GetInterfaceImplementation(implementation).Interface;
    }

    private bool? AnyOf(IEnumerable<EntityHandle> parents, string contract)
    {
        bool? answer = false;
        foreach (var parent in parents)
        {
            var one = Implements(parent, contract);
            if (one == true)
                return true;
            answer = one is null ? null : answer;
        }

        return answer;
    }

    private bool? ReferenceImplements(TypeReference type, string contract)
    {
        var name = FullName(type.Namespace, type.Name);
        if (name == contract)
            return true;
        if (typeof(PluginAttribute).Assembly.GetType(name) is { } known)
            return known.GetInterfaces().Any(inherited => inherited.FullName == contract);
        return name.StartsWith("System.", StringComparison.Ordinal) ? false : null;
    }

    private string NameOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        var outer = type.GetDeclaringType();
        return outer.IsNil ? FullName(type.Namespace, type.Name) : $"{NameOf(outer)}+{_metadata.GetString(type.Name)}";
    }

    private string FullName(StringHandle nameSpace, StringHandle name) =>
        nameSpace.IsNil ? _metadata.GetString(name) : $"{_metadata.GetString(nameSpace)}.{_metadata.GetString(name)}";
}
