"""The space-time permutation scan statistic: circles over places, windows over months or days.

Kulldorff, Heffernan, Hartman, Assunção and Mostashari 2005, *PLoS Medicine* 2:e59. It needs nothing but cases: where they
were and when. What is expected of a place in a window is its share of all cases times the cases of that window, so that
places with many cases and months with many cases are no news; a cluster is where both together have more than that.
"""
