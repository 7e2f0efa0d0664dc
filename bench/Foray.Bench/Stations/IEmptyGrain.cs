namespace Foray.Bench.Stations;

/// <summary>A grain that does nothing. Its key is the name of the silo that it lives on.</summary>
internal interface IEmptyGrain : IGrainWithStringKey
{
    [Alias("nothing")]
    Task NothingAsync();
}
