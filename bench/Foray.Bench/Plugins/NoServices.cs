namespace Foray.Bench.Plugins;

/// <summary>A program that has nothing for its plugins.</summary>
internal sealed class NoServices : IServiceProvider
{
    public object? GetService(Type serviceType) => null;
}
