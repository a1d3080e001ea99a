"""Names of streets, neighborhoods and people of Rivermark: all invented or as common as trees and birds."""
# ruff: noqa: SIM905 (a long list of names reads better as running text)

TREES_AND_TRADES = (
    "Alder Ash Aspen Basswood Beech Birch Boxelder Buckeye Butternut Catalpa Cedar Cherry Chestnut Cottonwood "
    "Cypress Dogwood Elder Elm Fir Hackberry Hawthorn Hazel Hemlock Hickory Holly Hornbeam Ironwood Juniper Larch "
    "Laurel Linden Locust Magnolia Maple Mulberry Myrtle Oak Olive Osage Pecan Persimmon Pine Plum Poplar Quince "
    "Redbud Redwood Rowan Sassafras Spruce Sumac Sycamore Tamarack Walnut Willow Yew Agate Amber Basalt Cobalt "
    "Copper Coral Flint Garnet Granite Indigo Jasper Limestone Marble Mica Nickel Onyx Opal Pearl Quartz Ruby "
    "Sandstone Silver Slate Topaz Zinc Anvil Baker Cooper Fuller Granary Harness Lantern Mason Miller Orchard "
    "Potter Saddler Tanner Weaver Wheelwright Harvest Meadow Pasture Prairie Windmill Barley Clover Flax Larkspur "
    "Millet Rye Sorrel Thistle Yarrow"
).split()

BIRDS = (
    "Avocet Bittern Blackbird Bluebird Bobolink Bunting Cardinal Chickadee Cormorant Crane Curlew Dove Dunlin "
    "Eagle Egret Falcon Finch Flicker Goldfinch Grackle Grebe Grosbeak Grouse Harrier Hawk Heron Ibis Jay Junco "
    "Kestrel Killdeer Kingbird Kingfisher Lark Loon Mallard Martin Meadowlark Merlin Nighthawk Nuthatch Oriole "
    "Osprey Ovenbird Owl Pelican Phoebe Pintail Pipit Plover Quail Redstart Robin Sandpiper Shrike Siskin Snipe "
    "Sora Sparrow Swallow Swan Tanager Teal Tern Thrasher Thrush Towhee Vireo Warbler Waxwing Whimbrel Wigeon "
    "Willet Woodcock Wren"
).split()

#: Roads that leave the centre: name and bearing in degrees (0 = east, 90 = north).
RADIALS = (
    ("Alder Bend Road", 74.0),
    ("Sandhill Road", 21.0),
    ("Old Ferry Road", 291.0),
    ("Quarry Road", 152.0),
    ("Depot Road", 196.0),
    ("Airport Boulevard", 232.0),
)

MAIN_STREET = "Main Street"
CENTRAL_AVENUE_WEST, CENTRAL_AVENUE_EAST = "West River Road", "East River Road"

NEIGHBORHOODS = (
    "Old Town;Ferry Landing;Mill Quarter;Depot Hill;Courthouse Square;Tannery Row;Granary District;"
    "Weavers' Corner;Riverside West;Riverside East;North Bluff;South Bluff;Cottonwood;Willow Bottoms;"
    "Heron Point;Kingfisher Flats;Orchard Park;Harvest Heights;Windmill Ridge;Prairie View;Meadowlark;"
    "Clover Field;Sorrel Creek;Larkspur;Quarry Edge;Limestone;Copper Hill;Lantern Hill;Observatory;"
    "College Green;Fairground;Stockyards;Railway Addition;Union Corner;Eastgate;Westgate;Northgate;Southgate;"
    "Airport Park;Sandhill Road;Alder Crossing;Bluestem;Switchgrass;Big Oak;Seven Springs;Levee Park;"
    "Sycamore Grove;Far Meadows"
).split(";")

COUNCIL_MEMBERS = (
    "Ana Whitcombe;Jorge Alvarado;Denise Okafor;Peter Lindqvist;Maribel Santos;Thomas Greer;Hannah Brandt;"
    "Samuel Whitehorn;Linh Tran;Robert Kowalski"
).split(";")


def ordinal(number: int) -> str:
    """1 -> 1st, 12 -> 12th, 23 -> 23rd."""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
