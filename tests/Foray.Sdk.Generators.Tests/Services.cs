namespace Foray.Sdk.Generators.Tests;

/// <summary>The services of a host, by type.</summary>
internal sealed class Services(params (Type Type, object Service)[] services) : IServiceProvider
{
    public object? GetService(Type serviceType) => services.FirstOrDefault(entry => entry.Type == serviceType).Service;
}
