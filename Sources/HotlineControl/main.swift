print("hotlinectl")
