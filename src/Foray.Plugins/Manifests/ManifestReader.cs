using System.Reflection.Metadata;
using Foray.Sdk.Plugins;

namespace Foray.Plugins.Manifests;

/// <summary>Reads manifests from the metadata of assembly files. No code of theirs is loaded.</summary>
internal static class ManifestReader
{
    /// <summary>First two bytes of every attribute value; ECMA-335 II.23.3.</summary>
    private const ushort AttributeProlog = 1;

    private static readonly string AttributeNamespace = typeof(ForayManifestAttribute).Namespace!;

    /// <summary>The package in an assembly file; null where the assembly has no manifest.</summary>
    /// <exception cref="FormatException">The file is no assembly, or its manifest does not keep its format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PluginPackage? Read(FileInfo assembly)
    {
        PluginPackage? package = null;
        Visit(assembly, nameof(ForayManifestAttribute), (ref BlobReader value) =>
        {
            var format = value.ReadInt32();
            if (format > ForayManifestAttribute.CurrentFormat)
                throw new FormatException($"its manifest has format {format}; this Foray reads up to {ForayManifestAttribute.CurrentFormat}");
            package = ManifestIndex.Parse(ReadText(ref value), assembly.FullName);
        });
        return package;
    }

    /// <summary>JSON of every options schema in an assembly file, by the record's full name.</summary>
    public static IReadOnlyDictionary<string, string> ReadSchemas(string assemblyPath)
    {
        var schemas = new Dictionary<string, string>(StringComparer.Ordinal);
        Visit(new FileInfo(assemblyPath), nameof(ForayOptionsAttribute), (ref BlobReader value) => schemas[value.ReadSerializedString() ?? ""] = value.ReadSerializedString() ?? "");
        return schemas;
    }

    /// <summary>A text as it lies in the attribute: its length, then UTF-8. ECMA-335 II.23.3.</summary>
    private static byte[] ReadText(ref BlobReader value) => value.ReadBytes(value.ReadCompressedInteger());

    private delegate void ReadArguments(ref BlobReader value);

    private static void Visit(FileInfo assembly, string attributeName, ReadArguments read)
    {
        try
        {
            using var image = MetadataReaderProvider.FromMetadataImage(MetadataImage.Read(assembly));
            var metadata = image.GetMetadataReader();
            if (!metadata.IsAssembly)
                return;
            foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
            {
                var attribute = metadata.GetCustomAttribute(handle);
                if (!IsNamed(metadata, attribute, attributeName))
                    continue;
                var value = metadata.GetBlobReader(attribute.Value);
                if (value.ReadUInt16() != AttributeProlog)
                    throw new BadImageFormatException();
                read(ref value);
            }
        }
        catch (Exception error) when (error is BadImageFormatException or OverflowException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new FormatException("it is not a .NET assembly, or is damaged", error);
        }
    }

    private static bool IsNamed(MetadataReader metadata, CustomAttribute attribute, string name)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
            return false;
        var constructor = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
        if (constructor.Parent.Kind != HandleKind.TypeReference)
            return false;
        var type = metadata.GetTypeReference((TypeReferenceHandle)constructor.Parent);
        return metadata.StringComparer.Equals(type.Name, name) && metadata.StringComparer.Equals(type.Namespace, AttributeNamespace);
    }
}
