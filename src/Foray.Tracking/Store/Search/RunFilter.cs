namespace Foray.Tracking.Store.Search;

/// <summary>
/// What is true or not of a run. A comparison with something that the run lacks is false, <see cref="ComparisonOperator.NotEqual"/> too; <see cref="Not"/> of it is then true.
/// </summary>
public abstract record RunFilter
{
    private protected RunFilter()
    {
    }
}
