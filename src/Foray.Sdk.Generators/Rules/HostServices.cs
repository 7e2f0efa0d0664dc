using Foray.Sdk.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Rules;

/// <summary>Which services a host cannot give. Others it may have of its own, so they are not judged here.</summary>
internal static class HostServices
{
    private const string Logging = "Microsoft.Extensions.Logging.";

    /// <summary>What to do instead of taking a service that no host gives; null where one may.</summary>
    public static string? Complaint(INamedTypeSymbol service, Compilation compilation)
    {
        if (service.OriginalDefinition.FullName() is Logging + "ILogger`1" or Logging + "Logger`1")
            return $"take 'ILogger', which names the plugin by itself, in place of '{service.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'";
        // Services of the Sdk are interfaces; its classes are made for a plugin by nobody.
        return service.TypeKind == TypeKind.Class && SymbolEqualityComparer.Default.Equals(service.ContainingAssembly, Contract.SdkOf(compilation))
            ? $"'{service.Name}' is no service; take an options record for what users write"
            : null;
    }
}
