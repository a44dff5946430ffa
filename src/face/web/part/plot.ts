/** uPlot and its style sheet, in a file of their own so that they are loaded only where something is plotted. */
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'

export const Plot = uPlot
